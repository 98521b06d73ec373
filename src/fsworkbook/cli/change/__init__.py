"""Work with parents, and change over time: goals, a diary, reviews, observations, rulers, worries, measures."""
