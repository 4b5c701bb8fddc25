"""The statement tracker: what foreign ministries say, and which phrasing returns after which incident."""
