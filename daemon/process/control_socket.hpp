#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <functional>
#include <memory>
#include <string>

#include "indicators/core/result.hpp"

namespace entangled {

/// Listens on a Unix socket for one-word commands and answers with one text. `entangled reload` speaks to it.
class ControlSocket {
  public:
    /// Answer to a command; the first line is `ok` or `error`.
    using Handler = std::function<std::string(const std::string& command)>;

    ControlSocket(boost::asio::io_context& loop, std::string path, Handler handler);
    ~ControlSocket();
    ControlSocket(const ControlSocket&) = delete;
    ControlSocket& operator=(const ControlSocket&) = delete;

    /// Replaces a socket that a dead process left. Error: internal_error, naming the path and what to do.
    [[nodiscard]] Result<void> listen();
    void stop();

  private:
    struct Session;
    void accept();

    boost::asio::local::stream_protocol::acceptor acceptor_;
    std::string path_;
    Handler handler_;
    bool bound_{false};
};

/// Sends one command to a running daemon and waits at most ten seconds for its answer. Error: internal_error, naming
/// the path and what to do.
[[nodiscard]] Result<std::string> send_command(const std::string& path, const std::string& command);

}  // namespace entangled
