#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "daemon/web/access.hpp"
#include "daemon/web/http_types.hpp"
#include "indicators/core/result.hpp"

namespace entangled::web {

/// Bounds of what one client can cost.
struct ServerLimits {
    std::size_t header_bytes{8 * 1024};
    std::size_t body_bytes{64 * 1024};
    std::size_t connections{64};                        ///< for a further one, the one that idles longest is cut
    std::chrono::milliseconds request_timeout{10'000};  ///< from the first byte of a request to its last; a handshake
    std::chrono::milliseconds idle_timeout{10'000};     ///< without a request on a kept connection
    std::chrono::milliseconds answer_timeout{60'000};   ///< for the daemon to check a password
    std::chrono::milliseconds write_timeout{10'000};    ///< to take one answer
    std::chrono::milliseconds linger_timeout{1'000};    ///< for the client to close after the last answer
};

/// Answers one request; called on the loop. If it throws, the client gets 500.
using Handler = std::function<Response(const Request&)>;

/// Told on the loop; each may be empty.
struct ServerEvents {
    std::function<void(std::string_view target, unsigned status)> answered;  ///< target is empty if none was read
    std::function<void(std::string_view what)> failed;                       ///< an exception was caught
    /// A client did not get through TLS: the name of a TlsFault, why, and its address.
    std::function<void(std::string_view fault, std::string_view detail, std::string_view peer)> tls_failed{};
};

/// A HTTP/1.1 server on the loop of its executor. The loop must have one thread and outlive the server.
class Server {
  public:
    /// Listens at an IP address; port 0 lets the system choose. Errors: bad_value naming address, cause and remedy.
    [[nodiscard]] static Result<Server> listen(const boost::asio::any_io_executor& loop, const std::string& address,
                                               std::uint16_t port, Handler handler, ServerEvents events = {},
                                               const ServerLimits& limits = {});
    Server(Server&&) noexcept;
    Server& operator=(Server&&) noexcept;
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    /// Closes everything at once.
    ~Server();

    /// From now on: who may ask, from the next request; TLS, from the next connection. Before the first call anybody
    /// may ask over plain HTTP.
    void use(std::shared_ptr<const Access> access);
    /// The port it listens on.
    [[nodiscard]] std::uint16_t port() const noexcept;
    /// Open connections; 0 once everything has ended after `stop`.
    [[nodiscard]] std::size_t connections() const noexcept;
    /// Takes no further connection, closes idle ones and lets the answers under way finish.
    void stop();

  private:
    struct State;
    explicit Server(std::shared_ptr<State> state) noexcept;
    std::shared_ptr<State> state_;
};

}  // namespace entangled::web
