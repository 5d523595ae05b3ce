#include "daemon/web/http_wire.hpp"

#include <array>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <memory_resource>
#include <optional>
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
using RequestParser = http::request_parser<http::string_body, FieldMemory>;
using RequestMessage = http::request<http::string_body, Fields>;
using ResponseHead = http::response<http::empty_body, Fields>;

constexpr std::size_t read_size = 4096;
/// Enough for the fields of a scrape and of its answer; what is more comes from the heap.
constexpr std::size_t field_bytes = 4096;

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

unsigned status_of(const error_code& error)
{
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
    if (error == http::error::body_limit) return 413;
    if (error == http::error::bad_version) return 505;
    return 400;
}

}  // namespace

struct HttpWire::Parts {
    Parts(std::size_t header, std::size_t body)
        : header_bytes(static_cast<std::uint32_t>(header)), body_bytes(body), buffer(2 * header + read_size)
    {
    }

    std::uint32_t header_bytes;
    std::size_t body_bytes;
    beast::flat_buffer buffer;
    /// Holds the fields of one request and its answer, and begins anew with the next.
    std::array<std::byte, field_bytes> field_memory{};
    std::pmr::monotonic_buffer_resource fields{field_memory.data(), field_memory.size()};
    std::optional<RequestParser> parser;
    error_code error;
    std::string head;
};

HttpWire::HttpWire(std::size_t header_bytes, std::size_t body_bytes)
    : parts_(std::make_unique<Parts>(header_bytes, body_bytes))
{
}
HttpWire::~HttpWire() = default;

asio::mutable_buffer HttpWire::room()
{
    beast::flat_buffer& buffer = parts_->buffer;
    if (buffer.max_size() - buffer.size() >= read_size) return buffer.prepare(read_size);
    parts_->error = http::error::buffer_overflow;
    return {};
}

void HttpWire::received(std::size_t bytes) { parts_->buffer.commit(bytes); }

bool HttpWire::has_bytes() const noexcept { return parts_->buffer.size() > 0; }

void HttpWire::begin()
{
    parts_->error = {};
    parts_->parser.reset();
    parts_->fields.release();
    RequestParser& parser = parts_->parser.emplace(std::piecewise_construct, std::make_tuple(),
                                                   std::make_tuple(FieldMemory{&parts_->fields}));
    parser.header_limit(parts_->header_bytes);
    parser.body_limit(parts_->body_bytes);
    parser.eager(true);
}

HttpWire::Progress HttpWire::read()
{
    RequestParser& parser = *parts_->parser;
    while (!parser.is_done()) {
        if (!has_bytes()) return Progress::incomplete;
        const std::size_t used = parser.put(parts_->buffer.data(), parts_->error);
        parts_->buffer.consume(used);
        if (parts_->error == http::error::need_more || (!parts_->error && used == 0)) {
            parts_->error = {};
            return Progress::incomplete;
        }
        if (parts_->error) return Progress::refused;
    }
    return Progress::complete;
}

Request HttpWire::request() const
{
    const RequestMessage& message = parts_->parser->get();
    return {std::string{message.method_string()}, std::string{message.target()},
            joined_field(message, http::field::accept), joined_field(message, http::field::accept_encoding),
            joined_field(message, http::field::authorization)};
}

Framing HttpWire::framing() const
{
    const RequestMessage& message = parts_->parser->get();
    return {message.version(), message.keep_alive(), message.method() == http::verb::head};
}

unsigned HttpWire::status() const noexcept { return status_of(parts_->error); }

std::string HttpWire::reason() const { return parts_->error.message(); }

std::string_view HttpWire::head(const Response& response, const Framing& framing, const Access& access)
{
    ResponseHead message{std::piecewise_construct, std::make_tuple(), std::make_tuple(FieldMemory{&parts_->fields})};
    message.version(framing.version);
    message.result(response.status);
    message.set(http::field::server, "entangled");
    if (!response.content_type.empty()) message.set(http::field::content_type, response.content_type);
    if (!response.content_encoding.empty()) message.set(http::field::content_encoding, response.content_encoding);
    for (const auto& [name, value] : response.headers) message.insert(name, value);
    for (const auto& [name, value] : access.headers) message.set(name, value);
    message.content_length(response.body ? response.body->size() : 0);
    message.keep_alive(framing.keep_alive);
    parts_->head.clear();
    http::response_serializer<http::empty_body, Fields> serializer{message};
    error_code error;
    while (!error && !serializer.is_header_done()) {
        serializer.next(error, [&](error_code&, const auto& buffers) {
            for (const asio::const_buffer& part : beast::buffers_range_ref(buffers)) {
                parts_->head.append(static_cast<const char*>(part.data()), part.size());
            }
            serializer.consume(beast::buffer_bytes(buffers));
        });
    }
    return parts_->head;
}

}  // namespace entangled::web
