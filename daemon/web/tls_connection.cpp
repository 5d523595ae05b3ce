#include "daemon/web/tls_connection.hpp"

#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <array>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "daemon/web/tls_context.hpp"

namespace entangled::web {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

bool is_missing_certificate(const error_code& error)
{
    return error.category() == asio::error::get_ssl_category() &&
           ERR_GET_REASON(static_cast<unsigned long>(error.value())) == SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE;
}

Opening failed_opening(const error_code& error, long verdict)
{
    if (verdict == X509_V_ERR_APPLICATION_VERIFICATION) {
        return {false, TlsFault::client_certificate, "no name of its certificate is in client_allowed_sans"};
    }
    if (verdict != X509_V_OK) return {false, TlsFault::client_certificate, X509_verify_cert_error_string(verdict)};
    if (is_missing_certificate(error)) return {false, TlsFault::client_certificate, "it sent no certificate"};
    if (error.category() == asio::error::get_ssl_category()) return {false, TlsFault::handshake, error.message()};
    return {false, TlsFault::closed, "it closed or took too long"};
}

class TlsConnection final : public Connection {
  public:
    TlsConnection(tcp::socket raw, std::shared_ptr<TlsContext> tls)
        : Connection(std::move(raw)), tls_(std::move(tls)), stream_(socket(), tls_->native)
    {
    }

    asio::awaitable<Opening> open() override
    {
        error_code error;
        char first = 0;
        co_await socket().async_receive(asio::buffer(&first, 1), tcp::socket::message_peek,
                                        asio::redirect_error(asio::use_awaitable, error));
        if (error) co_return Opening{false, TlsFault::closed, "it closed or took too long"};
        // A record of TLS never begins with a letter, a method of HTTP always.
        if (first >= 'A' && first <= 'Z') co_return Opening{false, TlsFault::plain_http, "it speaks HTTP, not HTTPS"};
        co_await stream_.async_handshake(asio::ssl::stream_base::server,
                                         asio::redirect_error(asio::use_awaitable, error));
        if (error) co_return failed_opening(error, SSL_get_verify_result(stream_.native_handle()));
        is_secure_ = true;
        acknowledge_at_once();
        co_return Opening{};
    }

    asio::awaitable<Transfer> read_some(asio::mutable_buffer buffer) override
    {
        error_code error;
        const std::size_t size =
            co_await stream_.async_read_some(buffer, asio::redirect_error(asio::use_awaitable, error));
        co_return Transfer{size, error};
    }

    asio::awaitable<Transfer> write(HeadAndBody buffers) override
    {
        if (!is_secure_) co_return co_await Connection::write(std::move(buffers));
        error_code error;
        const std::size_t size =
            co_await asio::async_write(stream_, buffers, asio::redirect_error(asio::use_awaitable, error));
        co_return Transfer{size, error};
    }

    asio::awaitable<void> finish(std::size_t most) override
    {
        error_code ignored;
        if (is_secure_) co_await stream_.async_shutdown(asio::redirect_error(asio::use_awaitable, ignored));
        co_await Connection::finish(most);
    }

    const TlsContext* tls() const noexcept override { return tls_.get(); }

  private:
    std::shared_ptr<TlsContext> tls_;
    asio::ssl::stream<tcp::socket&> stream_;
    bool is_secure_{false};

    // The server has nothing to say after the handshake. A client that holds back small packets until the last one is
    // acknowledged would wait 40 ms with its request.
    void acknowledge_at_once()
    {
        error_code ignored;
        socket().set_option(asio::detail::socket_option::boolean<IPPROTO_TCP, TCP_QUICKACK>(true), ignored);
    }
};

}  // namespace

std::unique_ptr<Connection> make_tls_connection(tcp::socket socket, std::shared_ptr<TlsContext> tls)
{
    return std::make_unique<TlsConnection>(std::move(socket), std::move(tls));
}

}  // namespace entangled::web
