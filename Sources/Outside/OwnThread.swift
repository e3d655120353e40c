import Dispatch

/// Carries bytes to programs and back while the threads of everybody else are busy.
final class OwnThread: TaskExecutor {
    static let one = OwnThread()

    // One piece after the other: only such a queue has a thread whatever others do.
    private let queue = DispatchQueue(label: "anse.outside")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
