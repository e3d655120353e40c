import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Watches one connection: that its head, its body, its silence and the taking of an answer end in time, and that there is room for
/// it.
///
/// Shape: one time limit at once. What it refuses it answers itself, in one sentence, and closes.
final class ConnectionWatch: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let connections: Connections
    private let patience: Patience
    private let doorman: Doorman
    /// What happens when, unless something else comes first; and the one clock for it, set anew only when it would ring too late.
    private var limit: (late: Late, due: NIODeadline)?
    private var clock: (task: Scheduled<Void>, rings: NIODeadline)?
    private var (isOpen, isKnown, isRefused) = (false, false, false)
    /// Behind a proxy each request may be of another.
    private var block: AddressBlock?
    private var hasHeadBegun = false
    private var isRequestWhole = true
    private var isAnswerWhole = true
    private var hasAnswerBegun = false
    private var bodyBegan = NIODeadline.now()
    /// Units: bytes of the body since the last look, of what came after the answer, and of the answer.
    private var (come, rest, given) = (0, 0, 0)

    init(_ connections: Connections, _ patience: Patience, _ doorman: Doorman) {
        self.connections = connections
        self.patience = patience
        self.doorman = doorman
    }

    // MARK: Coming and going

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { open(context) } }

    func channelActive(context: ChannelHandlerContext) {
        open(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        connections.leave(context.channel)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        stop()
        connections.leave(context.channel)
    }

    private func open(_ context: ChannelHandlerContext) {
        guard !isOpen else { return }
        isOpen = true
        if !doorman.isBehindProxy { block = AddressBlock(context.channel.remoteAddress) }
        guard connections.enter(context.channel, from: block) else { return refuse(.full, context) }
        close(in: patience.head, context)
    }

    /// The server ends: whoever still sends or reads has a moment.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(15)) { context.close(promise: nil) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    // MARK: Coming in

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            if let refusal = take(head, context) { return refuse(refusal, context) }
        case .body(let bytes):
            come += bytes.readableBytes
            if isAnswerWhole {
                rest += bytes.readableBytes
                guard rest <= (isKnown ? patience.restOfKnown : patience.restOfStranger) else { return context.close(promise: nil) }
            }
        case .end:
            isRequestWhole = true
            if isAnswerWhole { wait(context) } else { answering(context) }
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Something came, and it was no whole head: the rest of it must come in time.
        if isRequestWhole, isAnswerWhole, !hasHeadBegun, !isRefused, isOpen {
            hasHeadBegun = true
            close(in: patience.head, context)
        }
        context.fireChannelReadComplete()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isRefused, error is HTTPParserError || error is HTTP1TypeConversionError else {
            return context.fireErrorCaught(error)
        }
        // In the middle of a request or an answer there is nothing to say any more.
        guard isRequestWhole, isAnswerWhole else { return context.close(promise: nil) }
        refuse((error as? HTTPParserError) == .headerOverflow ? .headTooLarge : .notUnderstood, context)
    }

    private func take(_ head: HTTPRequest, _ context: ChannelHandlerContext) -> Refusal? {
        (isRequestWhole, isAnswerWhole, hasAnswerBegun, hasHeadBegun) = (false, false, false, false)
        (come, rest, given, bodyBegan) = (0, 0, 0, .now())
        guard doorman.isAddressed(head) else { return .noHost }
        guard doorman.isPath(head) else { return .notUnderstood }
        let session = doorman.session(head)
        if doorman.isBehindProxy { block = doorman.block(of: head) }
        guard connections.know(context.channel, session: session, from: block) else { return .full }
        isKnown = session != nil
        look(context)
        return nil
    }

    // MARK: Going out

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isRefused else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head):
            // 100 and its like are no answer yet.
            if head.status.kind != .informational { hasAnswerBegun = true }
            context.write(data, promise: promise)
        case .body(let bytes):
            given += bytes.readableBytes
            if isRequestWhole { answering(context) }
            context.write(data, promise: promise)
        case .end:
            if isRequestWhole { answering(context) }
            let written = promise ?? context.eventLoop.makePromise(of: Void.self)
            written.futureResult.assumeIsolated().whenSuccess { self.answered(context) }
            context.write(data, promise: written)
        }
    }

    private func answered(_ context: ChannelHandlerContext) {
        isAnswerWhole = true
        guard !isRefused, context.channel.isActive else { return }
        if isRequestWhole { wait(context) } else { close(in: patience.rest * (isKnown ? 6 : 1), context) }
    }

    // MARK: Time

    private func wait(_ context: ChannelHandlerContext) {
        hasHeadBegun = false
        connections.change(context.channel, to: .waiting)
        close(in: patience.idle, context)
    }

    private func answering(_ context: ChannelHandlerContext) {
        connections.change(context.channel, to: .answered)
        // Until the answer begins it is the work that takes its time, not whoever asked.
        if hasAnswerBegun { close(in: patience.answering(given), context) } else { limit = nil }
    }

    private enum Late { case closes, looks }

    /// Looks again and again whether a body comes on.
    private func look(_ context: ChannelHandlerContext) {
        come = 0
        set(.looks, in: patience.look, context)
    }

    private func close(in time: TimeAmount, _ context: ChannelHandlerContext) { set(.closes, in: time, context) }

    private func set(_ late: Late, in time: TimeAmount, _ context: ChannelHandlerContext) {
        let due = NIODeadline.now() + time
        if clock.map({ $0.rings > due }) ?? true { stop() }
        limit = (late, due)
        if clock == nil { wind(to: due, context) }
    }

    private func wind(to due: NIODeadline, _ context: ChannelHandlerContext) {
        let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: due) {
            self.clock = nil
            self.ring(context)
        }
        clock = (task, due)
    }

    private func ring(_ context: ChannelHandlerContext) {
        guard let (late, due) = limit else { return }
        guard due <= .now() else { return wind(to: due, context) }
        limit = nil
        switch late {
        case .closes: context.close(promise: nil)
        case .looks:
            guard !isRequestWhole, !isAnswerWhole else { return }
            let isLate = come < patience.progress || .now() - bodyBegan > patience.body
            if !isLate { look(context) } else if hasAnswerBegun { context.close(promise: nil) } else { refuse(.tooSlow, context) }
        }
    }

    private func stop() {
        limit = nil
        clock?.task.cancel()
        clock = nil
    }

    // MARK: Refusing

    /// Answers in one sentence. The other side may still be sending: it is heard out for a moment, or it would lose the answer.
    private func refuse(_ refusal: Refusal, _ context: ChannelHandlerContext) {
        guard !isRefused else { return }
        isRefused = true
        context.write(wrapOutboundOut(.head(refusal.head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(string: refusal.sentence + "\n"))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.close(mode: .output, promise: nil)
        close(in: .seconds(2), context)
    }
}
