"""What is remembered: tables, their rules, migrations."""
