#include "daemon/web/tls_context.hpp"

#include "daemon/web/client_certificate.hpp"
#include "daemon/web/tls_names.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <ctime>

namespace entangled::web {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

int protocol(TlsVersion version)
{
    switch (version) {
        case TlsVersion::tls10: return TLS1_VERSION;
        case TlsVersion::tls11: return TLS1_1_VERSION;
        case TlsVersion::tls12: return TLS1_2_VERSION;
        case TlsVersion::tls13: return TLS1_3_VERSION;
    }
    return 0;
}

// OpenSSL would ask for a passphrase on the terminal.
int no_passphrase(char*, int, int, void*) { return 0; }

bool verifies(ClientAuth auth) { return auth == ClientAuth::verify_if_given || auth == ClientAuth::require_and_verify; }
bool requires_certificate(ClientAuth auth)
{
    return auth == ClientAuth::require_any || auth == ClientAuth::require_and_verify;
}

// Judges a client's chain in OpenSSL's place, which knows neither of certificates that nobody verifies nor of lists of
// names.
int judge_client(X509_STORE_CTX* chain, void* argument)
{
    const TlsSettings& settings = *static_cast<const TlsSettings*>(argument);
    if (verifies(settings.client_auth)) {
        const int verified = X509_verify_cert(chain);
        if (verified <= 0) return verified;
    }
    if (settings.client_allowed_sans.empty()) return 1;
    const X509* certificate = X509_STORE_CTX_get0_cert(chain);
    if (certificate != nullptr && has_allowed_name(*certificate, settings.client_allowed_sans)) return 1;
    X509_STORE_CTX_set_error(chain, X509_V_ERR_APPLICATION_VERIFICATION);
    return 0;
}

std::string last_reason()
{
    const char* reason = ERR_reason_error_string(ERR_peek_last_error());
    ERR_clear_error();
    return reason == nullptr ? "no reason given" : reason;
}

struct FreeBio {
    void operator()(BIO* bio) const noexcept { BIO_free(bio); }
};
struct FreeCertificate {
    void operator()(X509* certificate) const noexcept { X509_free(certificate); }
};

/// Collects what is wrong while the parts are put in.
class Maker {
  public:
    explicit Maker(TlsContext& context) : context_(context), ssl_(context.native.native_handle()) {}

    std::vector<TlsProblem> run()
    {
        SSL_CTX_set_default_passwd_cb(ssl_, no_passphrase);
        // A resumed session would skip what a new one has to prove, and a scraper gains nothing by it.
        SSL_CTX_set_session_cache_mode(ssl_, SSL_SESS_CACHE_OFF);
        SSL_CTX_set_num_tickets(ssl_, 0);
        SSL_CTX_set_options(ssl_, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION);
        SSL_CTX_set_mode(ssl_, SSL_MODE_RELEASE_BUFFERS);
        set_versions();
        set_certificate();
        set_ciphers();
        set_clients();
        return std::move(problems_);
    }

  private:
    TlsContext& context_;
    SSL_CTX* ssl_;
    std::vector<TlsProblem> problems_;

    const TlsSettings& settings() const noexcept { return context_.settings; }
    void problem(TlsPart part, std::string message) { problems_.push_back({part, std::move(message)}); }

    void set_versions()
    {
        if (settings().min_version > settings().max_version) {
            problem(TlsPart::versions, "min_version is above max_version");
        }
        // OpenSSL's own level forbids what TLS 1.0 and 1.1 are made of.
        if (settings().min_version < TlsVersion::tls12) SSL_CTX_set_security_level(ssl_, 0);
        SSL_CTX_set_min_proto_version(ssl_, protocol(settings().min_version));
        SSL_CTX_set_max_proto_version(ssl_, protocol(settings().max_version));
    }

    void set_certificate()
    {
        error_code error;
        context_.native.use_certificate_chain(asio::buffer(settings().certificate), error);
        const bool has_certificate = !error;
        if (error) {
            problem(TlsPart::certificate, error.value() == ERR_R_PEM_LIB
                                              ? std::string{"is not a certificate in PEM"}
                                              : fmt::format("cannot be used ({})", error.message()));
        }
        context_.native.use_private_key(asio::buffer(settings().key), asio::ssl::context::pem, error);
        if (error && ERR_GET_REASON(static_cast<unsigned long>(error.value())) == X509_R_KEY_VALUES_MISMATCH) {
            problem(TlsPart::key, "does not belong to the certificate");
        } else if (error) {
            problem(TlsPart::key,
                    fmt::format("is not a private key in PEM without a passphrase ({})", error.message()));
        } else if (has_certificate && SSL_CTX_check_private_key(ssl_) != 1) {
            problem(TlsPart::key, "does not belong to the certificate");
        }
        ERR_clear_error();
        // A key of another kind is in use without a certificate.
        const X509* certificate = SSL_CTX_get0_certificate(ssl_);
        if (certificate == nullptr) return;
        std::tm end{};
        ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end);
        context_.certificate_end = std::chrono::sys_seconds{std::chrono::seconds{timegm(&end)}};
    }

    void set_ciphers()
    {
        const std::string ciphers = openssl_ciphers(settings().cipher_suites);
        if (!ciphers.empty() && SSL_CTX_set_cipher_list(ssl_, ciphers.c_str()) != 1) {
            problem(TlsPart::cipher_suites, fmt::format("cannot be used ({})", last_reason()));
        }
        // Only suites of TLS 1.3 are named: nothing is left for older versions to speak.
        if (ciphers.empty() && !settings().cipher_suites.empty()) {
            if (settings().max_version == TlsVersion::tls13) {
                SSL_CTX_set_min_proto_version(ssl_, TLS1_3_VERSION);
            } else {
                problem(TlsPart::cipher_suites, "names suites of TLS 1.3 only, which max_version excludes");
            }
        }
        if (settings().prefer_server_cipher_suites) SSL_CTX_set_options(ssl_, SSL_OP_CIPHER_SERVER_PREFERENCE);
        const std::string groups = openssl_groups(settings().curve_preferences);
        if (!groups.empty() && SSL_CTX_set1_groups_list(ssl_, groups.c_str()) != 1) {
            problem(TlsPart::curve_preferences, fmt::format("cannot be used ({})", last_reason()));
        }
    }

    void set_clients()
    {
        if (settings().client_auth == ClientAuth::none) return;
        const int required = requires_certificate(settings().client_auth) ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0;
        SSL_CTX_set_verify(ssl_, SSL_VERIFY_PEER | required, nullptr);
        SSL_CTX_set_cert_verify_callback(ssl_, judge_client, &context_.settings);
        if (!settings().client_ca.empty()) add_client_authorities();
    }

    void add_client_authorities()
    {
        const std::string& text = settings().client_ca;
        const std::unique_ptr<BIO, FreeBio> bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
        int count = 0;
        using Certificate = std::unique_ptr<X509, FreeCertificate>;
        while (const Certificate read{PEM_read_bio_X509(bio.get(), nullptr, no_passphrase, nullptr)}) {
            X509_STORE_add_cert(SSL_CTX_get_cert_store(ssl_), read.get());
            SSL_CTX_add_client_CA(ssl_, read.get());
            ++count;
        }
        // The end of the text is an error, too; any other one is a certificate that cannot be read.
        const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
        const std::string reason = last_reason();
        if (count == 0 || !at_end) {
            problem(TlsPart::client_ca, fmt::format("is not a list of certificates in PEM ({})", reason));
        }
    }
};

}  // namespace

TlsContext::TlsContext(TlsSettings wanted)
    : settings(std::move(wanted)), native(asio::ssl::context::tls_server), certificate_end{}
{
}

MadeTlsContext make_tls_context(const TlsSettings& settings)
{
    auto context = std::make_shared<TlsContext>(settings);
    std::vector<TlsProblem> problems = Maker(*context).run();
    if (!problems.empty()) return {nullptr, std::move(problems)};
    return {std::move(context), {}};
}

}  // namespace entangled::web
