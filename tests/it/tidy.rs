//! Keeps the house rules: who may import whom.
