"""What a message is on SMS and on WhatsApp. Twilio's library is used here and nowhere else."""
