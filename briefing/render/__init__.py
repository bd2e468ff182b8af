"""From a Brief to text or bytes; nothing here touches disk, clock or network."""
