"""What becomes of damaged and hostile list files: seeded damage over the real ones."""
