"""Messages of approved templates in Zalo (ZNS), to a telephone number."""
