import CMalloc

/// How the C library keeps memory that was given back to it: as little as possible, or a burst would stay for ever.
///
/// Source: mallopt(3), malloc_trim(3).
package enum Allocation {
    /// Units: bytes. What is larger goes back to the system at once.
    private static let large: Int32 = 512 << 10

    /// Called once, before there are threads.
    package static func prepare() {
        mallopt(M_ARENA_MAX, 4)
        // Set by hand, it does not grow with what is given back.
        mallopt(M_MMAP_THRESHOLD, large)
        mallopt(M_TRIM_THRESHOLD, large)
    }

    /// Gives back what lies between things that are in use. Units: some milliseconds of work.
    package static func giveBack() { malloc_trim(0) }
}
