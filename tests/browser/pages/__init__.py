"""What each of the office's people does at the screen, in their words. One class a person; locators stay in here."""
