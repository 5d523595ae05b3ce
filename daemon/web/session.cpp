#include "daemon/web/session.hpp"

#include "daemon/web/connection.hpp"
#include "daemon/web/http_wire.hpp"
#include "daemon/web/routes.hpp"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <utility>

namespace entangled::web {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

constexpr std::size_t linger_bytes = 256 * 1024;
/// A client that takes its answer may do so for as long before it makes room for others.
constexpr std::chrono::seconds writing_grace{1};

/// What a session is at.
enum class Stage : std::uint8_t { reading, answering, writing, lingering };

}  // namespace

struct Session {
    Session(std::unique_ptr<Connection> accepted, std::shared_ptr<SessionSettings> shared)
        : connection(std::move(accepted)),
          settings(std::move(shared)),
          wire(settings->limits.header_bytes, settings->limits.body_bytes)
    {
    }

    std::unique_ptr<Connection> connection;
    std::shared_ptr<SessionSettings> settings;
    HttpWire wire;
    Stage stage{Stage::reading};
    Clock::time_point since{Clock::now()};
    bool is_winding_down{false};
};

namespace {

void report(const SessionSettings& settings, std::string_view target, unsigned status)
{
    if (settings.events.answered) settings.events.answered(target, status);
}

Response guarded_answer(const SessionSettings& settings, const Request& request)
{
    std::string what = "unknown exception";
    try {
        return settings.handler(request);
    } catch (const std::exception& exception) {
        what = exception.what();
    } catch (...) {
        // Whatever it is, one request must not end the process.
    }
    if (settings.events.failed) settings.events.failed(what);
    return plain_response(500, "The request failed inside the daemon; its log says why.\n");
}

void enter(Session& session, Stage stage, std::chrono::milliseconds limit)
{
    session.stage = stage;
    session.since = Clock::now();
    session.connection->expires_after(limit);
}

/// Sends the answer; whether another request may follow.
asio::awaitable<bool> write(std::shared_ptr<Session> session, Response response, Framing framing)
{
    const std::shared_ptr<const Access> access = session->settings->gate.access();
    // A client that came in by other rules of TLS has to prove itself by those of today.
    const bool is_current = session->connection->tls() == access->tls.get();
    framing.keep_alive = framing.keep_alive && is_current && !session->is_winding_down;
    HeadAndBody buffers{asio::buffer(session->wire.head(response, framing, *access))};
    if (response.body && !framing.head_only) buffers[1] = asio::buffer(*response.body);
    enter(*session, Stage::writing, session->settings->limits.write_timeout);
    const Transfer sent = co_await session->connection->write(buffers);
    co_return !sent.error && framing.keep_alive;
}

asio::awaitable<void> linger(std::shared_ptr<Session> session)
{
    enter(*session, Stage::lingering, session->settings->limits.linger_timeout);
    if (!session->is_winding_down) co_await session->connection->finish(linger_bytes);
}

/// Reads what comes; false if nothing more does.
asio::awaitable<bool> fill(std::shared_ptr<Session> session, asio::mutable_buffer room)
{
    const Transfer read = co_await session->connection->read_some(room);
    session->wire.received(read.bytes);
    co_return !read.error;
}

/// Waits for the first byte of the next request; false if there will be none.
asio::awaitable<bool> await_request(std::shared_ptr<Session> session)
{
    enter(*session, Stage::reading, session->settings->limits.idle_timeout);
    if (session->is_winding_down) co_return false;
    if (session->wire.has_bytes()) co_return true;
    const bool is_there = co_await fill(session, session->wire.room());
    co_return is_there;
}

/// Reads one request to its end; `incomplete` if it has none.
asio::awaitable<HttpWire::Progress> read(std::shared_ptr<Session> session)
{
    using enum HttpWire::Progress;
    session->wire.begin();
    enter(*session, Stage::reading, session->settings->limits.request_timeout);
    HttpWire::Progress progress = session->wire.read();
    while (progress == incomplete) {
        const asio::mutable_buffer room = session->wire.room();
        if (room.size() == 0) co_return refused;
        const bool is_more = co_await fill(session, room);
        if (!is_more) co_return incomplete;
        progress = session->wire.read();
    }
    co_return progress;
}

/// Reads and answers one request; whether another may follow.
asio::awaitable<bool> exchange(std::shared_ptr<Session> session)
{
    SessionSettings& settings = *session->settings;
    const HttpWire::Progress progress = co_await read(session);
    if (progress == HttpWire::Progress::incomplete) co_return false;
    if (progress == HttpWire::Progress::refused) {
        const unsigned status = session->wire.status();
        report(settings, {}, status);
        std::string text = "This request cannot be read: " + session->wire.reason() + ".\n";
        co_await write(session, plain_response(status, std::move(text)), {});
        co_return false;
    }
    const Request request = session->wire.request();
    enter(*session, Stage::answering, settings.limits.answer_timeout);
    std::optional<Response> refusal = co_await settings.gate.refusal(request.target, request.authorization);
    Response response = refusal ? std::move(*refusal) : guarded_answer(settings, request);
    report(settings, request.target, response.status);
    co_return co_await write(session, std::move(response), session->wire.framing());
}

/// The sentence that Go's servers answer by, which people search for.
Response https_wanted() { return plain_response(400, "Client sent an HTTP request to an HTTPS server.\n"); }

/// Whether requests may follow.
asio::awaitable<bool> open(std::shared_ptr<Session> session)
{
    const SessionSettings& settings = *session->settings;
    enter(*session, Stage::reading, settings.limits.request_timeout);
    const Opening opening = co_await session->connection->open();
    if (opening.is_open) co_return true;
    if (settings.events.tls_failed) {
        settings.events.tls_failed(to_string(opening.fault), opening.detail, session->connection->peer());
    }
    if (opening.fault != TlsFault::plain_http) co_return false;
    report(settings, {}, 400);
    co_await write(session, https_wanted(), {});
    co_return false;
}

}  // namespace

std::shared_ptr<Session> make_session(asio::ip::tcp::socket socket, std::shared_ptr<SessionSettings> settings)
{
    auto connection = make_connection(std::move(socket), settings->gate.access()->tls);
    return std::make_shared<Session>(std::move(connection), std::move(settings));
}

asio::awaitable<void> serve(std::shared_ptr<Session> session)
{
    // g++ 12 miscompiles co_await in the condition of a loop.
    bool is_open = co_await open(session);
    while (is_open) {
        is_open = co_await await_request(session);
        if (is_open) is_open = co_await exchange(session);
    }
    co_await linger(session);
}

asio::awaitable<void> refuse(std::shared_ptr<Session> session)
{
    report(*session->settings, {}, 503);
    Response response = plain_response(503, "Too many connections are open.\n");
    response.headers.emplace_back("Retry-After", "1");
    co_await write(session, std::move(response), {});
    co_await linger(session);
}

std::optional<Clock::time_point> waiting_since(const Session& session)
{
    const bool takes_answer = session.stage == Stage::writing && Clock::now() - session.since < writing_grace;
    if (session.stage == Stage::answering || takes_answer) return std::nullopt;
    return session.since;
}

bool wind_down(Session& session)
{
    session.is_winding_down = true;
    if (session.stage == Stage::writing) return false;
    cut(session);
    return true;
}

void cut(Session& session) { session.connection->close(); }

}  // namespace entangled::web
