"""What to show, with no drawing library: colours, places, sizes and times as plain numbers."""
