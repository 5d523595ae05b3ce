#include "daemon/web/server.hpp"

#include "daemon/web/session.hpp"

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <optional>
#include <set>

namespace entangled::web {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// Without descriptors or memory, accepting again at once would spin.
constexpr std::chrono::milliseconds accept_retry{100};

std::string describe(const std::string& address, std::uint16_t port)
{
    return address.find(':') == std::string::npos ? fmt::format("{}:{}", address, port)
                                                  : fmt::format("[{}]:{}", address, port);
}

std::string remedy_for(const error_code& error)
{
    if (error == asio::error::address_in_use) return "stop what listens there or choose another port";
    if (error == asio::error::access_denied) return "choose a port above 1023";
    if (error == boost::system::errc::address_not_available) {
        return "this machine has no such address: choose 127.0.0.1, 0.0.0.0 or one of its own";
    }
    return "choose another address or port";
}

void open(tcp::acceptor& acceptor, const tcp::endpoint& endpoint, error_code& error)
{
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
}

}  // namespace

struct Server::State {
    explicit State(const asio::any_io_executor& loop) : acceptor(loop), retry(loop) {}

    tcp::acceptor acceptor;
    asio::steady_timer retry;
    std::shared_ptr<SessionSettings> settings;
    std::set<std::shared_ptr<Session>> serving;
    std::set<std::shared_ptr<Session>> refusing;
    std::uint16_t port{};

    void stop_accepting()
    {
        error_code ignored;
        acceptor.close(ignored);
        retry.cancel();
    }

    void failed(const std::exception_ptr& error) const
    {
        if (!error || !settings->events.failed) return;
        try {
            std::rethrow_exception(error);
        } catch (const std::exception& exception) {
            settings->events.failed(exception.what());
        } catch (...) {
            settings->events.failed("unknown exception");
        }
    }

    // Many clients that say nothing must not keep others from being heard. False if each of them is being answered.
    bool cut_the_idlest()
    {
        std::shared_ptr<Session> idlest;
        std::optional<std::chrono::steady_clock::time_point> first;
        for (const auto& session : serving) {
            const auto since = waiting_since(*session);
            if (!since || (first && *since >= *first)) continue;
            first = since;
            idlest = session;
        }
        if (!idlest) return false;
        cut(*idlest);
        serving.erase(idlest);
        return true;
    }

    static void start(const std::shared_ptr<State>& state, tcp::socket socket)
    {
        const std::size_t limit = state->settings->limits.connections;
        const bool is_full = state->serving.size() >= limit && !state->cut_the_idlest();
        // A client that waits for TLS cannot read a refusal, and beyond as many again nobody is told.
        if (is_full && (state->refusing.size() >= limit || state->settings->gate.access()->tls)) return;
        const std::shared_ptr<Session> session = make_session(std::move(socket), state->settings);
        (is_full ? state->refusing : state->serving).insert(session);
        asio::awaitable<void> work = is_full ? refuse(session) : serve(session);
        asio::co_spawn(state->acceptor.get_executor(), std::move(work),
                       [state, session](const std::exception_ptr& error) {
                           cut(*session);
                           state->serving.erase(session);
                           state->refusing.erase(session);
                           state->failed(error);
                       });
    }

    static asio::awaitable<void> accept(std::shared_ptr<State> state)
    {
        while (state->acceptor.is_open()) {
            error_code error;
            tcp::socket socket =
                co_await state->acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
            if (!state->acceptor.is_open()) break;
            if (!error) {
                start(state, std::move(socket));
                continue;
            }
            state->retry.expires_after(accept_retry);
            co_await state->retry.async_wait(asio::redirect_error(asio::use_awaitable, error));
        }
    }
};

Result<Server> Server::listen(const asio::any_io_executor& loop, const std::string& address, std::uint16_t port,
                              Handler handler, ServerEvents events, const ServerLimits& limits)
{
    error_code error;
    const asio::ip::address parsed = asio::ip::make_address(address, error);
    if (error) {
        return Error{Errc::bad_value,
                     fmt::format("cannot listen on {}: not an IP address; write for example 127.0.0.1, "
                                 "0.0.0.0 or ::1",
                                 address)};
    }
    auto state = std::make_shared<State>(loop);
    open(state->acceptor, {parsed, port}, error);
    if (error) {
        return Error{Errc::bad_value, fmt::format("cannot listen on {}: {}: {}", describe(address, port),
                                                  error.message(), remedy_for(error))};
    }
    state->port = state->acceptor.local_endpoint().port();
    state->settings = std::make_shared<SessionSettings>();
    state->settings->limits = limits;
    state->settings->handler = std::move(handler);
    state->settings->events = std::move(events);
    asio::co_spawn(loop, State::accept(state), [state](const std::exception_ptr& cause) { state->failed(cause); });
    return Server(std::move(state));
}

Server::Server(std::shared_ptr<State> state) noexcept : state_(std::move(state)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&& other) noexcept
{
    std::swap(state_, other.state_);
    return *this;
}

Server::~Server()
{
    if (!state_) return;
    state_->stop_accepting();
    for (const auto& session : state_->serving) cut(*session);
    for (const auto& session : state_->refusing) cut(*session);
    state_->settings->gate.close();
}

void Server::use(std::shared_ptr<const Access> access) { state_->settings->gate.use(std::move(access)); }

std::uint16_t Server::port() const noexcept { return state_->port; }

std::size_t Server::connections() const noexcept { return state_->serving.size() + state_->refusing.size(); }

void Server::stop()
{
    state_->stop_accepting();
    // Who waits for a password to be checked is not waited for: that may take longer than a stop.
    std::erase_if(state_->serving, [](const auto& session) { return wind_down(*session); });
    std::erase_if(state_->refusing, [](const auto& session) { return wind_down(*session); });
}

}  // namespace entangled::web
