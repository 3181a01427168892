package io.orkestro.platform.web.problem;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Every refusal and failure of a servlet application as a problem document. */
@Configuration(proxyBeanMethods = false)
@Import({ProblemAdvice.class, ProblemErrorController.class})
public class Problems {}
