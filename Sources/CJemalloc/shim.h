// Nothing is called: to be linked, jemalloc takes the place of the C library's malloc and free.
