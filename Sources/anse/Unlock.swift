import ArgumentParser
import Foundation
import ServiceLifecycle
import Synchronization
import Web

/// Unlocks a running server from the terminal of its machine, by a socket in its data folder.
struct Unlock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Unlock a running, sealed server with the passphrase.")
    @Option(help: "The data folder that the server serves.", completion: .directory) var data = "data"

    func run() async throws {
        try await anse.run {
            let passphrase = try Passphrase.ask("Passphrase: ")
            switch try UnlockSocket.ask(passphrase, in: URL(filePath: data)) {
            case .open: tell("The server is open.")
            case .wrong: throw Problem("this passphrase does not open the data; nothing was changed, try again")
            case .fault(let sentence): throw Problem(sentence)
            }
        }
    }
}

/// Takes the passphrase from the terminal while the server runs, on a thread of its own.
struct UnlockWatch: Service {
    let site: Site
    let folder: URL

    func run() async throws {
        guard let socket = await socket() else { return }
        let isOver = Mutex(false)
        await withTaskCancellationOrGracefulShutdownHandler {
            await withCheckedContinuation { done in
                let thread = Thread {
                    socket.serve(until: { isOver.withLock { $0 } }) { passphrase in
                        let answer = site.answer(passphrase: passphrase)
                        if answer == .open { Supervision.tell("STATUS=open") }
                        return answer
                    }
                    done.resume()
                }
                thread.stackSize = 8 << 20
                thread.start()
            }
        } onCancelOrGracefulShutdown: {
            isOver.withLock { $0 = true }
        }
    }

    /// The socket, as soon as no other server of the folder has it. Nil when there can be none, or the server ends.
    private func socket() async -> UnlockSocket? {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do { return try UnlockSocket(in: folder) } catch UnlockSocket.Trouble.taken {
                try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(2)) }
            } catch {
                tell("warning: \(error)")
                try? await gracefulShutdown()
                return nil
            }
        }
        return nil
    }
}
