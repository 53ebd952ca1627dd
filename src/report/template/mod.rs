//! Fills an official template in place.
