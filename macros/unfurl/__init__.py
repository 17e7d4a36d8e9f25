"""What a page shows of itself where a link to it stands: in a mail, a chat, a search."""
