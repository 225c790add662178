"""What is to be made: scenes, the choice of image and network, the job, its key."""
