"""Who: councils, their directorates, services, posts, partners, and the people who hold posts."""
