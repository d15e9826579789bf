//! Against a real provider on this machine, from the npm registry.

mod support;

use hamyar_oidc::{OidcError, Provider, Settings};
use support::{Outside, REDIRECT};

fn settings(issuer: &str) -> Settings {
    let secret = Some("a secret of tests".to_owned());
    Settings::new(issuer, "hamyar", secret, "http://127.0.0.1:9").expect("settings")
}

fn provider(issuer: &str) -> Provider {
    Provider::new(settings(issuer)).expect("a provider")
}

#[tokio::test]
async fn somebody_signs_in_and_is_known_by_issuer_and_subject() {
    let outside = Outside::start(0).await;
    let provider = provider(&outside.issuer);
    let begun = provider.begin().await.expect("a beginning");
    for part in ["response_type=code", "code_challenge_method=S256", "state=", "nonce=", "scope=openid"] {
        assert!(begun.address.contains(part), "{part} in {}", begun.address);
    }
    assert!(!begun.address.contains(&begun.verifier), "the PKCE secret is not sent before the code");
    let back = outside.sign_in(&begun.address, "zahra").await;
    assert_eq!(back.state, begun.state);
    let who = provider.finish(&back.code, &begun.nonce, &begun.verifier).await.expect("who it is");
    assert_eq!((who.issuer, who.subject, who.second_factor), (outside.issuer.clone(), "zahra".to_owned(), false));
}

#[tokio::test]
async fn a_second_factor_is_believed_only_in_the_way_that_was_agreed() {
    let outside = Outside::start(0).await;
    for (accepted, name, believed) in [
        (vec![], "zahra+mfa", false),
        (vec!["mfa"], "zahra+mfa", true),
        (vec!["mfa"], "zahra", false),
        (vec!["otp"], "zahra+mfa", false),
    ] {
        let settings = settings(&outside.issuer).with_second_factors(accepted.iter().map(|one| (*one).to_owned()));
        let provider = Provider::new(settings).expect("a provider");
        let begun = provider.begin().await.expect("a beginning");
        let back = outside.sign_in(&begun.address, name).await;
        let who = provider.finish(&back.code, &begun.nonce, &begun.verifier).await.expect("who it is");
        assert_eq!(who.second_factor, believed, "{accepted:?} {name}");
    }
}

#[tokio::test]
async fn a_code_is_good_once_and_only_with_its_own_secret() {
    let outside = Outside::start(0).await;
    let provider = provider(&outside.issuer);
    let (first, second) = (provider.begin().await.expect("one"), provider.begin().await.expect("two"));
    assert_ne!((&first.state, &first.nonce, &first.verifier), (&second.state, &second.nonce, &second.verifier));
    let back = outside.sign_in(&first.address, "zahra").await;
    let refused = provider.finish(&back.code, &second.nonce, &second.verifier).await;
    assert!(matches!(refused, Err(OidcError::Refused(_))), "another sign-in's secret: {refused:?}");
    let back = outside.sign_in(&first.address, "zahra").await;
    provider.finish(&back.code, &first.nonce, &first.verifier).await.expect("who it is");
    let again = provider.finish(&back.code, &first.nonce, &first.verifier).await;
    assert!(matches!(again, Err(OidcError::Refused(_))), "a code used before: {again:?}");
    let back = outside.sign_in(&first.address, "zahra").await;
    let nonce = provider.finish(&back.code, &second.nonce, &first.verifier).await;
    assert!(matches!(&nonce, Err(OidcError::Untrusted(what)) if what == "nonce"), "{nonce:?}");
}

#[tokio::test]
async fn a_code_of_another_client_is_refused() {
    let outside = Outside::start(0).await;
    let another =
        Settings::new(&outside.issuer, "another", Some("another secret of tests".to_owned()), "http://127.0.0.1:9");
    let begun = Provider::new(another.expect("settings")).expect("a provider").begin().await.expect("a beginning");
    let back = outside.sign_in(&begun.address, "zahra").await;
    let refused = provider(&outside.issuer).finish(&back.code, &begun.nonce, &begun.verifier).await;
    assert!(matches!(refused, Err(OidcError::Refused(_))), "{refused:?}");
}

#[tokio::test]
async fn a_token_that_does_not_hold_is_not_believed() {
    let outside = Outside::start(0).await;
    let provider = provider(&outside.issuer);
    for (how, what) in [
        ("aud", "audience"),
        ("also", "audience"),
        ("iss", "issuer"),
        ("nonce", "nonce"),
        ("exp", "expired or not of this sign-in"),
        ("old", "expired or not of this sign-in"),
        ("none", "signature"),
        ("secret", "signature"),
        ("key", "signature"),
    ] {
        let begun = provider.begin().await.expect("a beginning");
        let back = outside.sign_in(&begun.address, &format!("zahra+bad-{how}")).await;
        let refused = provider.finish(&back.code, &begun.nonce, &begun.verifier).await;
        assert!(matches!(&refused, Err(OidcError::Untrusted(told)) if told == what), "{how}: {refused:?}");
    }
    // Signed again by the same hand without bending anything: what is refused above is refused for what was bent.
    let begun = provider.begin().await.expect("a beginning");
    let back = outside.sign_in(&begun.address, "zahra+bad-nothing").await;
    provider.finish(&back.code, &begun.nonce, &begun.verifier).await.expect("who it is");
}

#[tokio::test]
async fn a_provider_with_new_keys_is_read_again() {
    let outside = Outside::start(0).await;
    let provider = provider(&outside.issuer);
    provider.begin().await.expect("its description is known");
    let port = outside.port();
    drop(outside);
    let renewed = Outside::start(port).await;
    let begun = provider.begin().await.expect("a beginning");
    let back = renewed.sign_in(&begun.address, "zahra").await;
    provider.finish(&back.code, &begun.nonce, &begun.verifier).await.expect("the new key was read");
}

#[tokio::test]
async fn a_provider_that_is_away_or_another_one_says_so() {
    let nobody = provider("http://127.0.0.1:1").begin().await;
    assert!(matches!(nobody, Err(OidcError::Unavailable(_))));
    let outside = Outside::start(0).await;
    // The same server under another name: it calls itself otherwise.
    let renamed = outside.issuer.replace("127.0.0.1", "localhost");
    let other = provider(&renamed).begin().await;
    assert!(matches!(other, Err(OidcError::Unavailable(_))), "the issuer is not the one asked");
    assert!(outside.issuer.starts_with("http://127.0.0.1:") && REDIRECT.starts_with("http://127.0.0.1:9/"));
}
