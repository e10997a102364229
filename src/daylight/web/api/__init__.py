"""接口 API: REST for programs, uploads by tus 1.0."""
