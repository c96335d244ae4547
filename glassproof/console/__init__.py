"""The talk with a reader at the terminal: answers, progress, interrupts, and what to type next."""
