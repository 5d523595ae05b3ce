#include "daemon/web/session.hpp"

#include "daemon/web/connection.hpp"
#include "daemon/web/routes.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/error.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory_resource>
#include <tuple>
#include <utility>

namespace entangled::web {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using FieldMemory = std::pmr::polymorphic_allocator<char>;
using Fields = http::basic_fields<FieldMemory>;
using RequestParser = http::request_parser<http::string_body, FieldMemory>;
using RequestMessage = http::request<http::string_body, Fields>;
using ResponseHead = http::response<http::empty_body, Fields>;

constexpr std::size_t read_size = 4096;
/// Enough for the fields of a scrape and of its answer; what is more comes from the heap.
constexpr std::size_t field_bytes = 4096;
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
          buffer(2 * settings->limits.header_bytes + read_size)
    {
    }

    std::unique_ptr<Connection> connection;
    std::shared_ptr<SessionSettings> settings;
    beast::flat_buffer buffer;
    Stage stage{Stage::reading};
    Clock::time_point since{Clock::now()};
    /// Holds the fields of one request and its answer, and begins anew with the next.
    std::array<std::byte, field_bytes> field_memory{};
    std::pmr::monotonic_buffer_resource fields{field_memory.data(), field_memory.size()};
    std::optional<RequestParser> parser;  ///< of the request under way
    std::string head;                     ///< of the answer under way
    bool is_winding_down{false};
};

namespace {

/// What of a request decides how the answer is framed.
struct Framing {
    unsigned version{11};
    bool keep_alive{false};
    bool head_only{false};
};

std::string joined_field(const RequestMessage& message, http::field name)
{
    std::string joined;
    const auto [first, last] = message.equal_range(name);
    for (auto field = first; field != last; ++field) {
        if (!joined.empty()) joined += ", ";
        joined += std::string_view{field->value()};
    }
    return joined;
}

Request plain(const RequestMessage& message)
{
    return {std::string{message.method_string()}, std::string{message.target()},
            joined_field(message, http::field::accept), joined_field(message, http::field::accept_encoding),
            joined_field(message, http::field::authorization)};
}

/// Status for a request that could not be read; 0 if there is nobody to tell.
unsigned status_of(const error_code& error)
{
    if (error == http::error::end_of_stream || error == http::error::partial_message) return 0;
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
    if (error == http::error::body_limit) return 413;
    if (error == http::error::bad_version) return 505;
    return error.category() == error_code{http::error::bad_value}.category() ? 400 : 0;
}

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

void write_head(Session& session, const Response& response, const Framing& framing, const Access& access)
{
    ResponseHead message{std::piecewise_construct, std::make_tuple(), std::make_tuple(FieldMemory{&session.fields})};
    message.version(framing.version);
    message.result(response.status);
    message.set(http::field::server, "entangled");
    if (!response.content_type.empty()) message.set(http::field::content_type, response.content_type);
    if (!response.content_encoding.empty()) message.set(http::field::content_encoding, response.content_encoding);
    for (const auto& [name, value] : response.headers) message.insert(name, value);
    for (const auto& [name, value] : access.headers) message.set(name, value);
    message.content_length(response.body ? response.body->size() : 0);
    message.keep_alive(framing.keep_alive);
    session.head.clear();
    http::response_serializer<http::empty_body, Fields> serializer{message};
    error_code error;
    while (!error && !serializer.is_header_done()) {
        serializer.next(error, [&](error_code&, const auto& buffers) {
            for (const asio::const_buffer& part : beast::buffers_range_ref(buffers)) {
                session.head.append(static_cast<const char*>(part.data()), part.size());
            }
            serializer.consume(beast::buffer_bytes(buffers));
        });
    }
}

/// Sends the answer; whether another request may follow.
asio::awaitable<bool> write(std::shared_ptr<Session> session, Response response, Framing framing)
{
    const std::shared_ptr<const Access> access = session->settings->gate.access();
    // A client that came in by other rules of TLS has to prove itself by those of today.
    const bool is_current = session->connection->tls() == access->tls.get();
    framing.keep_alive = framing.keep_alive && is_current && !session->is_winding_down;
    write_head(*session, response, framing, *access);
    HeadAndBody buffers{asio::buffer(session->head)};
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

/// Reads what comes. Error: why nothing does, or that there is no room for it.
asio::awaitable<error_code> fill(std::shared_ptr<Session> session)
{
    beast::flat_buffer& buffer = session->buffer;
    if (buffer.max_size() - buffer.size() < read_size) co_return error_code{http::error::buffer_overflow};
    const Transfer read = co_await session->connection->read_some(buffer.prepare(read_size));
    buffer.commit(read.bytes);
    co_return read.error;
}

/// Waits for the first byte of the next request; false if there will be none.
asio::awaitable<bool> await_request(std::shared_ptr<Session> session)
{
    enter(*session, Stage::reading, session->settings->limits.idle_timeout);
    if (session->buffer.size() > 0) co_return true;
    if (session->is_winding_down) co_return false;
    const error_code error = co_await fill(session);
    co_return !error;
}

/// Takes what the buffer holds of the request; `need_more` if that is not all.
error_code take(RequestParser& parser, beast::flat_buffer& buffer)
{
    error_code error;
    while (!error && !parser.is_done()) {
        if (buffer.size() == 0) return http::error::need_more;
        const std::size_t used = parser.put(buffer.data(), error);
        buffer.consume(used);
        if (!error && used == 0) return http::error::need_more;
    }
    return error;
}

/// Reads one request to its end.
asio::awaitable<error_code> read(std::shared_ptr<Session> session)
{
    RequestParser& parser = *session->parser;
    parser.eager(true);
    enter(*session, Stage::reading, session->settings->limits.request_timeout);
    error_code error = take(parser, session->buffer);
    while (error == http::error::need_more) {
        error = co_await fill(session);
        if (!error) {
            error = take(parser, session->buffer);
        } else if (error == asio::error::eof) {
            error = http::error::partial_message;
        }
    }
    co_return error;
}

/// Reads and answers one request; whether another may follow.
asio::awaitable<bool> exchange(std::shared_ptr<Session> session)
{
    SessionSettings& settings = *session->settings;
    session->parser.reset();
    session->fields.release();
    RequestParser& parser = session->parser.emplace(std::piecewise_construct, std::make_tuple(),
                                                    std::make_tuple(FieldMemory{&session->fields}));
    parser.header_limit(static_cast<std::uint32_t>(settings.limits.header_bytes));
    parser.body_limit(settings.limits.body_bytes);
    const error_code error = co_await read(session);
    if (error) {
        const unsigned status = status_of(error);
        if (status == 0) co_return false;
        report(settings, {}, status);
        Response response = plain_response(status, "This request cannot be read: " + error.message() + ".\n");
        co_await write(session, std::move(response), {});
        co_return false;
    }
    const RequestMessage& message = parser.get();
    const Request request = plain(message);
    const Framing framing{message.version(), message.keep_alive(), request.method == "HEAD"};
    enter(*session, Stage::answering, settings.limits.answer_timeout);
    std::optional<Response> refusal = co_await settings.gate.refusal(request.target, request.authorization);
    Response response = refusal ? std::move(*refusal) : guarded_answer(settings, request);
    report(settings, request.target, response.status);
    co_return co_await write(session, std::move(response), framing);
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
