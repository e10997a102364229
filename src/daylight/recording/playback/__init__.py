"""播放副本: what is made of an original so that people can look at it. It can be made again at any time; the original stays."""
