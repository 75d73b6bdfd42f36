"""SMS under the office's name through eSMS, which says afterwards whether it arrived."""
