#include "daemon/process/control_socket.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>
#include <boost/asio/connect.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <istream>

namespace entangled {

namespace asio = boost::asio;
using Protocol = asio::local::stream_protocol;
using boost::system::error_code;

namespace {

constexpr std::size_t longest_command = 256;
constexpr int answer_seconds = 10;

Error failure(const std::string& path, const error_code& code, std::string_view advice)
{
    return {Errc::internal_error, fmt::format("control socket {}: {}; {}", path, code.message(), advice)};
}

}  // namespace

struct ControlSocket::Session : std::enable_shared_from_this<Session> {
    Session(Protocol::socket connected, const Handler& answer)
        : socket(std::move(connected)), handler(answer), buffer(longest_command)
    {
    }

    void start()
    {
        asio::async_read_until(socket, buffer, '\n', [self = shared_from_this()](error_code code, std::size_t) {
            if (!code) self->reply();
        });
    }

    void reply()
    {
        std::istream input(&buffer);
        std::string command;
        std::getline(input, command);
        text = handler(command);
        asio::async_write(socket, asio::buffer(text), [self = shared_from_this()](error_code, std::size_t) {});
    }

    Protocol::socket socket;
    const Handler& handler;
    asio::streambuf buffer;
    std::string text;
};

ControlSocket::ControlSocket(asio::io_context& loop, std::string path, Handler handler)
    : acceptor_(loop), path_(std::move(path)), handler_(std::move(handler))
{
}

ControlSocket::~ControlSocket() { stop(); }

Result<void> ControlSocket::listen()
{
    error_code code;
    if (path_.size() >= sizeof(sockaddr_un::sun_path)) {
        return Error{Errc::internal_error,
                     fmt::format("control socket {}: the path is too long; choose a shorter one", path_)};
    }
    if (send_command(path_, "ping").has_value()) {
        return Error{Errc::internal_error, fmt::format("control socket {}: another entangled answers there; stop it or "
                                                       "choose another state directory",
                                                       path_)};
    }
    ::unlink(path_.c_str());
    acceptor_.open(Protocol{}, code);
    if (!code) acceptor_.bind(Protocol::endpoint(path_), code);
    if (!code) acceptor_.listen(4, code);
    if (code) return failure(path_, code, "check that the folder exists and may be written");
    bound_ = true;
    ::chmod(path_.c_str(), S_IRUSR | S_IWUSR);
    accept();
    return {};
}

void ControlSocket::accept()
{
    acceptor_.async_accept([this](error_code code, Protocol::socket socket) {
        if (code == asio::error::operation_aborted) return;
        if (!code) std::make_shared<Session>(std::move(socket), handler_)->start();
        accept();
    });
}

void ControlSocket::stop()
{
    if (!bound_) return;
    bound_ = false;
    error_code ignored;
    acceptor_.close(ignored);
    ::unlink(path_.c_str());
}

Result<std::string> send_command(const std::string& path, const std::string& command)
{
    asio::io_context context;
    Protocol::socket socket(context);
    error_code code;
    if (path.size() >= sizeof(sockaddr_un::sun_path)) {
        return Error{Errc::internal_error, fmt::format("control socket {}: the path is too long", path)};
    }
    socket.connect(Protocol::endpoint(path), code);
    if (code) return failure(path, code, "is the daemon running, and is this its control socket?");
    const timeval limit{answer_seconds, 0};
    ::setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    asio::write(socket, asio::buffer(command + "\n"), code);
    if (code) return failure(path, code, "the daemon did not take the command");
    std::string answer;
    asio::read(socket, asio::dynamic_buffer(answer), code);
    if (code && code != asio::error::eof) return failure(path, code, "the daemon did not answer in time");
    return answer;
}

}  // namespace entangled
