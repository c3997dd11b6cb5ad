"""Gathering several rooms' facts for people to read: each function gives one finished picture."""
