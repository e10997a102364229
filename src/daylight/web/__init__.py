"""界面 Faces for staff and programs: office, field, api; independent of each other."""
