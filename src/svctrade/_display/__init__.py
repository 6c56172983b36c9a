"""What is shown in notebooks and terminals."""
