"""What happens without anybody texting."""
