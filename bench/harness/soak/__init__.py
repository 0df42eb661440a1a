"""Hours of mixed real protocols through one sidecar, while what happens in a cluster happens to it."""
