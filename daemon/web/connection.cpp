#include "daemon/web/connection.hpp"

#include <array>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "daemon/web/tls_connection.hpp"

namespace entangled::web {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

std::string_view to_string(TlsFault fault) noexcept
{
    switch (fault) {
        case TlsFault::plain_http: return "plain_http";
        case TlsFault::client_certificate: return "client_certificate";
        case TlsFault::handshake: return "handshake";
        case TlsFault::closed: return "closed";
    }
    return {};
}

Connection::Connection(tcp::socket socket)
    : socket_(std::move(socket)), deadline_(socket_.get_executor()), self_(std::make_shared<Connection*>(this))
{
    error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
}

asio::awaitable<Opening> Connection::open() { co_return Opening{}; }

asio::awaitable<Transfer> Connection::read_some(asio::mutable_buffer buffer)
{
    error_code error;
    const std::size_t size = co_await socket_.async_read_some(buffer, asio::redirect_error(asio::use_awaitable, error));
    co_return Transfer{size, error};
}

asio::awaitable<Transfer> Connection::write(HeadAndBody buffers)
{
    error_code error;
    const std::size_t size =
        co_await asio::async_write(socket_, buffers, asio::redirect_error(asio::use_awaitable, error));
    co_return Transfer{size, error};
}

// Closing with unread input would reset the connection under what was sent last.
asio::awaitable<void> Connection::finish(std::size_t most)
{
    error_code error;
    socket_.shutdown(tcp::socket::shutdown_send, error);
    std::array<char, 1024> dropped{};
    for (std::size_t read = 0; !error && read < most;) {
        read +=
            co_await socket_.async_read_some(asio::buffer(dropped), asio::redirect_error(asio::use_awaitable, error));
    }
}

void Connection::expires_after(std::chrono::milliseconds time)
{
    due_ = asio::steady_timer::clock_type::now() + time;
    // Mostly it is put off: the timer then finds out when it fires, which is rare, and costs a request nothing.
    if (!is_waiting_ || due_ < deadline_.expiry()) wait_until_due();
}

void Connection::wait_until_due()
{
    is_waiting_ = true;
    deadline_.expires_at(due_);
    deadline_.async_wait([self = std::weak_ptr<Connection*>(self_)](error_code error) {
        const auto living = self.lock();
        if (error || !living) return;
        Connection& connection = **living;
        connection.is_waiting_ = false;
        if (connection.due_ > asio::steady_timer::clock_type::now()) {
            connection.wait_until_due();
        } else {
            connection.close();
        }
    });
}

void Connection::close() noexcept
{
    error_code ignored;
    deadline_.cancel();
    socket_.close(ignored);
}

std::string Connection::peer() const
{
    error_code error;
    const tcp::endpoint endpoint = socket_.remote_endpoint(error);
    if (error) return "a client that is gone";
    const bool is_v6 = endpoint.address().is_v6();
    return (is_v6 ? "[" : "") + endpoint.address().to_string() + (is_v6 ? "]:" : ":") + std::to_string(endpoint.port());
}

std::unique_ptr<Connection> make_connection(tcp::socket socket, std::shared_ptr<TlsContext> tls)
{
    if (tls) return make_tls_connection(std::move(socket), std::move(tls));
    return std::make_unique<Connection>(std::move(socket));
}

}  // namespace entangled::web
