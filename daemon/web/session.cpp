#include "daemon/web/session.hpp"

#include "daemon/web/routes.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <cstddef>
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
using FieldMemory = std::pmr::polymorphic_allocator<char>;
using Fields = http::basic_fields<FieldMemory>;
using RequestMessage = http::request<http::string_body, Fields>;
using ResponseMessage = http::response<http::span_body<const char>, Fields>;

constexpr std::size_t read_size = 4096;
/// Enough for the fields of a scrape and of its answer; what is more comes from the heap.
constexpr std::size_t field_bytes = 4096;
constexpr std::size_t linger_bytes = 256 * 1024;

}  // namespace

struct Session {
    Session(asio::ip::tcp::socket socket, std::shared_ptr<const SessionSettings> shared)
        : stream(std::move(socket)), settings(std::move(shared)), buffer(2 * settings->limits.header_bytes + read_size)
    {
    }

    beast::tcp_stream stream;
    std::shared_ptr<const SessionSettings> settings;
    beast::flat_buffer buffer;
    /// Holds the fields of one request and its answer, and begins anew with the next.
    std::array<std::byte, field_bytes> field_memory{};
    std::pmr::monotonic_buffer_resource fields{field_memory.data(), field_memory.size()};
    bool is_answering{false};
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
            joined_field(message, http::field::accept), joined_field(message, http::field::accept_encoding)};
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

ResponseMessage framed(const Response& response, const Framing& framing, FieldMemory memory)
{
    ResponseMessage message{std::piecewise_construct, std::make_tuple(), std::make_tuple(memory)};
    message.version(framing.version);
    message.result(response.status);
    message.set(http::field::server, "entangled");
    if (!response.content_type.empty()) message.set(http::field::content_type, response.content_type);
    if (!response.content_encoding.empty()) message.set(http::field::content_encoding, response.content_encoding);
    for (const auto& [name, value] : response.headers) message.insert(name, value);
    if (response.body) message.body() = {response.body->data(), response.body->size()};
    message.content_length(message.body().size());
    message.keep_alive(framing.keep_alive);
    return message;
}

/// Sends the answer; whether another request may follow.
asio::awaitable<bool> write(std::shared_ptr<Session> session, Response response, Framing framing)
{
    framing.keep_alive = framing.keep_alive && !session->is_winding_down;
    const ResponseMessage message = framed(response, framing, &session->fields);
    http::response_serializer<http::span_body<const char>, Fields> serializer{message};
    session->stream.expires_after(session->settings->limits.write_timeout);
    error_code error;
    if (framing.head_only) {
        co_await http::async_write_header(session->stream, serializer,
                                          asio::redirect_error(asio::use_awaitable, error));
    } else {
        co_await http::async_write(session->stream, serializer, asio::redirect_error(asio::use_awaitable, error));
    }
    co_return !error && framing.keep_alive;
}

/// Lets the client read the last answer: closing with unread input would reset the connection under it.
asio::awaitable<void> linger(std::shared_ptr<Session> session)
{
    session->is_answering = false;
    error_code error;
    session->stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
    session->stream.expires_after(session->settings->limits.linger_timeout);
    for (std::size_t read = 0; !error && !session->is_winding_down && read < linger_bytes;) {
        session->buffer.clear();
        read += co_await session->stream.async_read_some(session->buffer.prepare(read_size),
                                                         asio::redirect_error(asio::use_awaitable, error));
    }
}

/// Waits for the first byte of the next request; false if there will be none.
asio::awaitable<bool> await_request(std::shared_ptr<Session> session)
{
    session->is_answering = false;
    if (session->buffer.size() > 0) co_return true;
    if (session->is_winding_down) co_return false;
    session->stream.expires_after(session->settings->limits.idle_timeout);
    error_code error;
    const std::size_t size = co_await session->stream.async_read_some(session->buffer.prepare(read_size),
                                                                      asio::redirect_error(asio::use_awaitable, error));
    session->buffer.commit(size);
    co_return !error;
}

/// Reads and answers one request; whether another may follow.
asio::awaitable<bool> exchange(std::shared_ptr<Session> session)
{
    const SessionSettings& settings = *session->settings;
    session->fields.release();
    http::request_parser<http::string_body, FieldMemory> parser{std::piecewise_construct, std::make_tuple(),
                                                                std::make_tuple(FieldMemory{&session->fields})};
    parser.header_limit(static_cast<std::uint32_t>(settings.limits.header_bytes));
    parser.body_limit(settings.limits.body_bytes);
    session->stream.expires_after(settings.limits.request_timeout);
    error_code error;
    co_await http::async_read(session->stream, session->buffer, parser,
                              asio::redirect_error(asio::use_awaitable, error));
    session->is_answering = true;
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
    Response response = guarded_answer(settings, request);
    report(settings, request.target, response.status);
    const Framing framing{message.version(), message.keep_alive(), request.method == "HEAD"};
    co_return co_await write(session, std::move(response), framing);
}

}  // namespace

std::shared_ptr<Session> make_session(asio::ip::tcp::socket socket, std::shared_ptr<const SessionSettings> settings)
{
    error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    return std::make_shared<Session>(std::move(socket), std::move(settings));
}

asio::awaitable<void> serve(std::shared_ptr<Session> session)
{
    // g++ 12 miscompiles co_await in the condition of a loop.
    bool is_open = true;
    while (is_open) {
        is_open = co_await await_request(session);
        if (is_open) is_open = co_await exchange(session);
    }
    co_await linger(session);
}

asio::awaitable<void> refuse(std::shared_ptr<Session> session)
{
    session->is_answering = true;
    report(*session->settings, {}, 503);
    Response response = plain_response(503, "Too many connections are open.\n");
    response.headers.emplace_back("Retry-After", "1");
    co_await write(session, std::move(response), {});
    co_await linger(session);
}

void wind_down(Session& session)
{
    session.is_winding_down = true;
    if (!session.is_answering) cut(session);
}

void cut(Session& session) { session.stream.close(); }

}  // namespace entangled::web
