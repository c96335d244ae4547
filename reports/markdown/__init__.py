"""What goes into forms and letters: the review as Markdown, a letter to the editor as text."""
