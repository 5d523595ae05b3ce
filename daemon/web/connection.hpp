#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace entangled::web {

struct TlsContext;

/// How many bytes went through, and why there were no more.
struct Transfer {
    std::size_t bytes{};
    boost::system::error_code error;
};

/// Either may be empty.
using HeadAndBody = std::array<boost::asio::const_buffer, 2>;

/// Why a client could not be talked to over TLS. A closed set: it is a metric label.
enum class TlsFault : std::uint8_t {
    plain_http,          ///< it does not speak TLS but HTTP; it can be told so by `write`
    client_certificate,  ///< it has none, or one that is not accepted
    handshake,           ///< no version or cipher in common, or what it sends is not TLS
    closed               ///< it went away or took too long
};
[[nodiscard]] std::string_view to_string(TlsFault fault) noexcept;

/// What came of opening a connection; `detail` is empty if it is open.
struct Opening {
    bool is_open{true};
    TlsFault fault{};
    std::string detail{};
};

/// Bytes to and from one client, over plain TCP or TLS. Everything ends at the time that `expires_after` has set last.
/// It has to outlive what is waited for.
class Connection {
  public:
    explicit Connection(boost::asio::ip::tcp::socket socket);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    virtual ~Connection() = default;

    /// Comes before anything else.
    [[nodiscard]] virtual boost::asio::awaitable<Opening> open();
    [[nodiscard]] virtual boost::asio::awaitable<Transfer> read_some(boost::asio::mutable_buffer buffer);
    /// Sends all of both.
    [[nodiscard]] virtual boost::asio::awaitable<Transfer> write(HeadAndBody buffers);
    /// Says that nothing more follows, and lets what was sent arrive: takes and drops at most `most` bytes.
    [[nodiscard]] virtual boost::asio::awaitable<void> finish(std::size_t most);
    /// What it speaks TLS by; null for plain TCP.
    [[nodiscard]] virtual const TlsContext* tls() const noexcept { return nullptr; }

    void expires_after(std::chrono::milliseconds time);
    void close() noexcept;
    /// Address and port of the client.
    [[nodiscard]] std::string peer() const;

  protected:
    [[nodiscard]] boost::asio::ip::tcp::socket& socket() noexcept { return socket_; }

  private:
    void wait_until_due();

    boost::asio::ip::tcp::socket socket_;
    boost::asio::steady_timer::time_point due_;
    boost::asio::steady_timer deadline_;
    bool is_waiting_{false};
    std::shared_ptr<Connection*> self_;  ///< goes with it, which a timer that has fired already can see
};

/// Speaks TLS if there is a context.
[[nodiscard]] std::unique_ptr<Connection> make_connection(boost::asio::ip::tcp::socket socket,
                                                          std::shared_ptr<TlsContext> tls);

}  // namespace entangled::web
