"""An OpenID provider like Google's: people of this machine sign in somewhere else with it."""
