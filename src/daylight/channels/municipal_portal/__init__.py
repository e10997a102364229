"""政府门户网站: every publication and withdrawal pushed to the county's content system, with its receipt (90号方案一（一）11)."""
