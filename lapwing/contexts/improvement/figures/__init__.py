"""The feed of measured figures: files of them are matched to measures, looked through and brought in."""
