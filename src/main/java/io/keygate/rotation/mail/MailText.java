package io.keygate.rotation.mail;

/** What a mail says, in its forms. */
public record MailText(String subject, String plain, String html) {}
