#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace entangled::web::testing {

using boost::asio::ip::tcp;

/// Runs the loop until the condition holds; false if it does not within ten seconds.
template <class Condition>
bool run_until(boost::asio::io_context& loop, Condition condition)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        loop.restart();
        loop.run_one_for(std::chrono::milliseconds{50});
    }
    return true;
}

/// A client on the loop of the server that sends bytes as they are and keeps what comes back.
class Client {
  public:
    Client(boost::asio::io_context& loop, std::uint16_t port)
        : loop_(loop), connection_(std::make_shared<Connection>(loop))
    {
        // The kernel completes the connection before the server accepts it.
        connection_->socket.connect({boost::asio::ip::address_v4::loopback(), port});
        read(connection_);
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client()
    {
        boost::system::error_code ignored;
        connection_->socket.close(ignored);
    }

    void send(const std::string& bytes)
    {
        boost::system::error_code ignored;
        boost::asio::write(connection_->socket, boost::asio::buffer(bytes), ignored);
    }
    void finish_sending()
    {
        boost::system::error_code ignored;
        connection_->socket.shutdown(tcp::socket::shutdown_send, ignored);
    }

    [[nodiscard]] bool closed() const noexcept { return connection_->closed; }

    /// Waits until the server closes and gives everything it sent.
    std::string rest()
    {
        if (!run_until(loop_, [this] { return closed(); })) return "the server did not close";
        return connection_->received;
    }

    /// Waits for one whole answer and takes it off what was received.
    std::string answer(bool has_body = true)
    {
        std::string& received = connection_->received;
        std::size_t size = 0;
        const auto is_whole = [&] {
            const std::size_t head = received.find("\r\n\r\n");
            if (head == std::string::npos) return closed();
            size = head + 4 + (has_body ? content_length(received) : 0);
            return received.size() >= size || closed();
        };
        if (!run_until(loop_, is_whole)) return "no answer";
        std::string taken = received.substr(0, size);
        received.erase(0, size);
        return taken;
    }

  private:
    /// Outlives the client while a read is under way.
    struct Connection {
        explicit Connection(boost::asio::io_context& loop) : socket(loop) {}
        tcp::socket socket;
        std::array<char, 4096> buffer{};
        std::string received;
        bool closed{false};
    };

    boost::asio::io_context& loop_;
    std::shared_ptr<Connection> connection_;

    static std::size_t content_length(const std::string& received)
    {
        const std::string_view name = "Content-Length: ";
        const std::size_t at = received.find(name);
        return at == std::string::npos ? 0 : std::stoul(received.substr(at + name.size()));
    }

    static void read(const std::shared_ptr<Connection>& connection)
    {
        const auto take = [connection](boost::system::error_code error, std::size_t size) {
            connection->received.append(connection->buffer.data(), size);
            connection->closed = error.failed();
            if (!error) read(connection);
        };
        connection->socket.async_read_some(boost::asio::buffer(connection->buffer), take);
    }
};

}  // namespace entangled::web::testing
